export { type EventLayers, findEvents } from "./events.ts";
