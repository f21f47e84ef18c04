import { z } from "@hono/zod-openapi";
import { parseCursor } from "./cursor.ts";

/** The most a list gives at once. */
const MOST = 200;

const day = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "write a date as 2031, 2031-03 or 2031-03-11");

/** How a list of documents is asked for, in the API and in the page's address alike. */
export const documentQuery = z.object({
  outlet: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .openapi({ description: "Only those of this outlet, by its exact name." }),
  from: day
    .optional()
    .openapi({ description: "Published on that day or later.", example: "2031-03-01" }),
  to: day
    .optional()
    .openapi({ description: "Published on that day or earlier.", example: "2031-03-31" }),
  versions: z
    .enum(["latest", "all"])
    .default("latest")
    .openapi({ description: "`all`: earlier versions of a text as well." }),
  limit: z.coerce.number().int().min(1).max(MOST).default(50),
  cursor: z
    .string()
    .max(200)
    .refine((text) => parseCursor(text) !== null, 'give the "next" of a list, as it was')
    .optional()
    .openapi({ description: "Where to go on: the `next` of the list before." }),
});

export type DocumentQuery = z.infer<typeof documentQuery>;
