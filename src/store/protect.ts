import type { Kysely } from "kysely";
import type { Protection } from "../corrections/index.ts";
import type { EntityKind, SpanPair } from "../document/index.ts";
import { OnRecordError } from "../document/index.ts";
import { findDocument } from "./documents.ts";
import { newLogId } from "./log-id.ts";
import { project } from "./project.ts";
import { holdProtections, protectionsInForce, type Signed } from "./protections.ts";
import type { Schema } from "./schema.ts";
import { type Shown, shownDocument, shownUnder } from "./shown.ts";
import { type Store, transact } from "./store.ts";

export interface ProtectionRequest extends Signed {
  /** A name, or words in a document, in offsets of its shown text. */
  readonly protect:
    | {
        readonly name: string;
        /** Other names of the same one. */
        readonly also?: readonly string[];
        /** What it is; where it is left out, what the record's entities of that name are. */
        readonly kind?: EntityKind;
      }
    | { readonly document: string; readonly span: SpanPair };
  /** What stands in its place, without brackets. */
  readonly label?: string;
}

export interface ProtectionResult {
  readonly protection: Protection;
  /** Documents of which something is shown otherwise now. */
  readonly documents: number;
  /** Other names that the record's documents have for entities of this name, and still show. */
  readonly alsoCalled: readonly string[];
}

/**
 * Protects a name everywhere in the record, or a span of one document, in one transaction: when
 * this resolves, nothing that is shown, searched or exported has it. Documents that are added later
 * are read without it too.
 *
 * @throws OnRecordError `bad-name`, `bad-span`, `bad-correction`; as `findDocument`
 */
export async function protect(store: Store, request: ProtectionRequest): Promise<ProtectionResult> {
  const { by, why } = signed(request);
  return transact(store, async (db) => {
    await holdProtections(store, db);
    const { what, seq } = await whatToProtect({ ...store, db }, request);
    const names = what.type === "name" ? what.names : [what.words];
    const { checkLabel } = await import("../corrections/index.ts");
    const label = request.label === undefined ? null : checkLabel(request.label, names);
    const before = await protectionsInForce(db);
    refuseTwice(before, what);
    const row = { id: newLogId("p"), at: new Date().toISOString(), who: by, why, label };
    const { number } = await db
      .insertInto("protections")
      .values({ ...row, what: JSON.stringify(what), document: seq })
      .returning("number")
      .executeTakeFirstOrThrow();
    const alsoCalled = new Set<string>();
    const documents = await projectChanged(store, db, before, (shown) => {
      for (const name of otherNames(shown, names)) alsoCalled.add(name);
    });
    const protection: Protection = { id: row.id, at: row.at, by, why, number, label, what };
    return { protection, documents, alsoCalled: [...alsoCalled].sort() };
  });
}

/**
 * Takes a protection back, by its id or number. What was hidden by it is shown again.
 *
 * @throws OnRecordError `no-entry` where none of that name holds
 */
export async function unprotect(
  store: Store,
  meant: string,
  request: Signed,
): Promise<{ readonly protection: Protection; readonly documents: number }> {
  const { by, why } = signed(request);
  return transact(store, async (db) => {
    await holdProtections(store, db);
    const before = await protectionsInForce(db);
    const protection = before.find(({ id, number }) => id === meant || String(number) === meant);
    if (protection === undefined) {
      throw new OnRecordError(
        "no-entry",
        `${meant}: no protection of that number holds in ${store.name}. "onrecord protect --list" lists them.`,
        { protection: meant },
      );
    }
    await db
      .insertInto("lifts")
      .values({
        id: newLogId("l"),
        protection: protection.number,
        at: new Date().toISOString(),
        who: by,
        why,
      })
      .execute();
    return { protection, documents: await projectChanged(store, db, before) };
  });
}

async function whatToProtect(
  store: Store,
  { protect }: ProtectionRequest,
): Promise<{ what: Protection["what"]; seq: number | null }> {
  const { checkName, checkSpan } = await import("../corrections/index.ts");
  if ("name" in protect) {
    const names = [protect.name, ...(protect.also ?? [])].map(checkName);
    const kind = protect.kind ?? (await kindOf(store.db, names[0]!));
    return { what: { type: "name", names: [...new Set(names)], kind }, seq: null };
  }
  const { seq } = await findDocument(store, protect.document);
  const { record, corrected, identity, toOriginal } = await shownDocument(store.db, seq);
  checkSpan(record.text, protect.span, "span");
  const span = toOriginal(protect.span);
  const words = corrected.text.slice(...span);
  return { what: { type: "span", document: identity, span, words }, seq };
}

/** What most entities of that name are; `null` where none is there. */
async function kindOf(db: Kysely<Schema>, name: string): Promise<EntityKind | null> {
  const row = await db
    .selectFrom("entities")
    .select(["kind", (count) => count.fn.countAll<number>().as("n")])
    .where("name", "=", name)
    .where("kind", "is not", null)
    .groupBy("kind")
    .orderBy("n", "desc")
    .orderBy("kind")
    .executeTakeFirst();
  return (row?.kind ?? null) as EntityKind | null;
}

/** The same name or span; what kind it is of does not make it another. */
function refuseTwice(standing: readonly Protection[], what: Protection["what"]): void {
  const nameOf = (one: Protection["what"]) =>
    one.type === "name" ? fold(one.names[0]!) : `${one.document} ${one.span.join("-")}`;
  const same = standing.find((one) => nameOf(one.what) === nameOf(what));
  if (same === undefined) return;
  throw new OnRecordError(
    "bad-name",
    `this is protected already, as number ${same.number} by ${same.by}. To change how, take it back first: "onrecord protect --lift ${same.number}".`,
    { protection: same.number },
  );
}

function fold(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Projects anew the documents that are shown otherwise than they were, and counts them. */
async function projectChanged(
  store: Store,
  db: Kysely<Schema>,
  before: readonly Protection[],
  look: (shown: Shown) => void = () => {},
): Promise<number> {
  const now = await protectionsInForce(db);
  let changed = 0;
  for (let seq = await nextDocument(db, -1); seq !== null; seq = await nextDocument(db, seq)) {
    const [was, is] = await shownUnder(db, seq, [before, now]);
    look(is!);
    if (isSame(was!, is!)) continue;
    await project(store, db, seq);
    changed++;
  }
  return changed;
}

async function nextDocument(db: Kysely<Schema>, after: number): Promise<number | null> {
  const row = await db
    .selectFrom("documents")
    .select("seq")
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? null;
}

function isSame({ record: one }: Shown, { record: other }: Shown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** How a document goes on calling an entity of a protected name: "Kess". Offices and pronouns are no names. */
function otherNames({ corrected, words }: Shown, names: readonly string[]): string[] {
  const { text, entities } = corrected;
  return entities
    .filter(({ name, named }) => named && names.includes(name))
    .flatMap(({ mentions, roles }) =>
      mentions
        .map(([start, end]) => text.slice(start, end).replace(/\s+/g, " "))
        .filter((mention) => /^\p{Lu}/u.test(mention) && words(mention) === mention)
        .filter(
          (mention) => !/^(?:the|an?|he|she|they|it|we|i|you|who|his|her|their)\b/i.test(mention),
        )
        .filter((mention) => !roles.some((role) => role.text.includes(mention))),
    );
}

function signed({ by, why }: Signed): Signed {
  if (by.trim() === "") {
    throw new OnRecordError("bad-correction", "say who protects it. Give --who NAME.");
  }
  if (why.trim() === "") {
    throw new OnRecordError("bad-correction", 'say why it is protected. Give --why "…".');
  }
  return { by: by.trim(), why: why.trim() };
}
