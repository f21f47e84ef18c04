export { type Related, relate, type StatementCircumstances } from "./relate.ts";
