import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { labelOf } from "../corrections/index.ts";
import { OnRecordError } from "../document/index.ts";
import { type ProtectionRequest, protect, type Store, shownProtections } from "../store/index.ts";
import { withoutOptions } from "./corrections.ts";
import { mutable } from "./mutable.ts";
import { ProblemError, problem } from "./problem.ts";
import { problems } from "./problem-schema.ts";
import { signatureFields } from "./signature.ts";

const KINDS = ["person", "organisation", "group", "place", "state", "document", "outlet"] as const;
const label = z.string().max(60).optional().openapi({
  description: "What stands in its place, without brackets; `protected` and a number unless given.",
});

const protectionRequest = z
  .union([
    z.strictObject({
      name: z.string().trim().min(1).max(300),
      also: z
        .array(z.string().trim().min(1).max(300))
        .max(20)
        .optional()
        .openapi({ description: "Other names of the same one." }),
      kind: z.enum(KINDS).optional(),
      label,
      ...signatureFields,
    }),
    z.strictObject({
      document: z.string().regex(/^[0-9a-f]{6,20}$/, "give a key"),
      span: z.array(z.number().int().min(0)).length(2),
      label,
      ...signatureFields,
    }),
  ])
  .openapi("ProtectionRequest");

const shown = z
  .object({
    number: z.number().int(),
    type: z.enum(["name", "span"]),
    label: z.string(),
    at: z.string(),
    by: z.string(),
    lifted: z.object({ at: z.string(), by: z.string() }).nullable(),
  })
  .openapi("Protection");

const listRoute = createRoute({
  method: "get",
  path: "/api/protections",
  summary: "What stands in the place of what is protected",
  description:
    "Neither the names nor the reasons: `onrecord protect --list` has them for the owner.",
  responses: {
    200: {
      description: "All, the oldest first",
      content: { "application/json": { schema: z.object({ protections: z.array(shown) }) } },
    },
    ...problems(401),
  },
});

const protectRoute = createRoute({
  method: "post",
  path: "/api/protections",
  summary: "Keep a name, or words of a document, out of everything that is shown",
  description:
    "The original stays in the record only. It is shown again by `onrecord protect --lift` alone, which is no matter of this API: whoever reads here could lift it.",
  request: {
    body: { required: true, content: { "application/json": { schema: protectionRequest } } },
  },
  responses: {
    201: {
      description: "What stands in its place now, in how many documents, and what else may be it",
      content: {
        "application/json": {
          schema: z.object({
            number: z.number().int(),
            label: z.string(),
            documents: z.number().int(),
            alsoCalled: z.array(z.string()),
          }),
        },
      },
    },
    ...problems(400, 401, 403, 404, 415),
  },
});

/** Protecting over HTTP; lifting is for who has the record itself. */
export function addProtectionRoutes(api: OpenAPIHono, store: Store): void {
  api.openapi(listRoute, async (context) => {
    context.header("cache-control", "private, no-store");
    return context.json({ protections: mutable(await shownProtections(store)) }, 200);
  });
  api.openapi(protectRoute, async (context) => {
    const asked = context.req.valid("json");
    const { by, why } = asked;
    const what =
      "name" in asked
        ? {
            name: asked.name,
            ...(asked.also && { also: asked.also }),
            ...(asked.kind && { kind: asked.kind }),
          }
        : { document: asked.document, span: asked.span as unknown as [number, number] };
    const given = asked.label === undefined ? {} : { label: asked.label };
    return context.json(await protectAs(store, { protect: what, by, why, ...given }), 201);
  });
}

export interface Protected {
  readonly number: number;
  readonly label: string;
  readonly documents: number;
  readonly alsoCalled: string[];
}

/** @throws ProblemError without the name, wherever that is protected by now */
export async function protectAs(store: Store, request: ProtectionRequest): Promise<Protected> {
  if ("name" in request.protect && request.protect.name.startsWith("[")) {
    throw new ProblemError(problem(400, "name: that is what stands in the place of one.", "name"));
  }
  try {
    const { protection, documents, alsoCalled } = await protect(store, request);
    const { number } = protection;
    return { number, label: labelOf([protection]), documents, alsoCalled: [...alsoCalled] };
  } catch (error) {
    if (!(error instanceof OnRecordError)) throw error;
    const { code, facts, message } = error;
    if (code !== "bad-name" && code !== "bad-span") throw error;
    const field = code === "bad-span" ? "span" : "label" in facts ? "label" : "name";
    throw new ProblemError(problem(400, `${field}: ${withoutOptions(message)}`, field));
  }
}
