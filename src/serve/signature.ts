import { z } from "@hono/zod-openapi";

const written = (most: number, what: string) => z.string().trim().min(1, what).max(most);

/** Who decides something about the record, and why: nothing is changed without. */
export const signatureFields = {
  by: written(100, "say who you are").openapi({
    description: "Who decides.",
    example: "Ines Moll",
  }),
  why: written(2000, "say why").openapi({
    description: "Why, for those who read the history.",
    example: "the Ministry names itself above",
  }),
};
