import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import {
  addressOf,
  applyCorrections,
  findEntryAt,
  type LogEntry,
  newCorrection,
  protectRecord,
  type Request,
} from "../src/corrections/index.ts";
import type { DocumentRecord, SpanPair } from "../src/document/index.ts";
import { parsePlaces, read, readSources } from "../src/index.ts";

const schema = JSON.parse(readFileSync("schema/onrecord-1.schema.json", "utf8"));
const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);
const places = parsePlaces(readFileSync("examples/places.json", "utf8"), "examples/places.json");

const examples: [string, DocumentRecord][] = [];
for await (const result of readSources(["examples"])) {
  if ("error" in result) throw result.error;
  examples.push([result.document.file!, read(result.document, { places })]);
}

function corrected(record: DocumentRecord, ...requests: Request[]): DocumentRecord {
  let log: readonly LogEntry[] = [];
  let shown = record;
  for (const [i, request] of requests.entries()) {
    const stamp = { id: `c${i}`, by: "Ines", why: "read again", at: "2031-03-12T10:00:00Z" };
    log = [...log, newCorrection("doc", shown, log, request, stamp)];
    const applied = applyCorrections(record, log);
    expect(applied.unplaced).toEqual([]);
    shown = applied.record;
  }
  return shown;
}

describe.each(examples)("%s", (_file, record) => {
  const entries = [...record.attributions, ...record.entities, ...record.events];

  test("every entry has an address of its own", () => {
    for (const entry of entries) {
      const address = addressOf(record, entry);
      expect(address, entry.id).not.toBeNull();
      expect(findEntryAt(record, address!)).toBe(entry);
    }
  });

  test("what is computed anew after a correction is what the machine computed", () => {
    const [first] = record.attributions;
    const act = first!.act === "warn" ? "deny" : "warn";
    const shown = corrected(record, { type: "set", entry: first!.id, fields: { act } });
    const { attributions, ...rest } = record;
    expect(shown).toEqual({
      ...rest,
      attributions: [shown.attributions[0], ...attributions.slice(1)],
    });
    expect(shown.attributions[0]).toMatchObject({ id: first!.id, act, within: first!.within });
  });

  test("without any of its statements, nothing points at one, and it is still a record", () => {
    const shown = corrected(
      record,
      ...record.attributions.map(({ id }): Request => ({ type: "reject", entry: id })),
    );
    expect(shown.attributions).toEqual([]);
    expect(shown.events.every(({ accordingTo }) => accordingTo === "outlet")).toBe(true);
    expect(shown.relations.filter(({ from, to }) => /^a/.test(from + to))).toEqual([]);
    expect(shown.ownVoice.length).toBeGreaterThan(record.ownVoice.length);
    expect(validate(shown)).toBe(true);
  });

  test("with every name protected, none is shown, and everything else stands as it stood", () => {
    const names = record.entities
      .filter(({ kind, named }) => kind === "person" && named)
      .map(({ name }) => name);
    const protections = names.map((name, i) => ({
      id: `p${i}`,
      at: "2031-03-12T10:00:00Z",
      by: "Ines",
      why: "asked",
      number: i + 1,
      label: null,
      what: { type: "name", names: [name], kind: "person" } as const,
    }));
    const shown = protectRecord(record, protections);
    for (const name of names) expect(JSON.stringify(shown)).not.toContain(name);
    expect(validate(shown)).toBe(true);
    const words = ({ text }: DocumentRecord, spans: readonly SpanPair[]) =>
      spans.map((span) => text.slice(...span)).join("|");
    shown.attributions.forEach((entry, i) => {
      const was = record.attributions[i]!;
      for (const role of ["source", "cue", "content"] as const) {
        if (words(shown, entry[role]).includes("[protected")) continue;
        expect(words(shown, entry[role])).toBe(words(record, was[role]));
      }
    });
  });
});
