export { type AttributionRelation, attribute, inTextOrder } from "./attribute.ts";
export { attributeByMarks } from "./by-marks.ts";
export { nameOurselves } from "./credit-speaker.ts";
export { kindOf } from "./kind.ts";
export type { Predict } from "./model/index.ts";
export { ownVoice } from "./own-voice.ts";
