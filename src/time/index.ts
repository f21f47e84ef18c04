export { findTimes, type TimeMention } from "./times.ts";
