export type { Reader } from "./adding.ts";
export { type AppOptions, createApp } from "./app.ts";
export { type BuiltPage, loadPage } from "./assets.ts";
export { type Listening, listen } from "./listen.ts";
export { type Access, bearer } from "./security.ts";
