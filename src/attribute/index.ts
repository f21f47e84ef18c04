export { type AttributionRelation, attribute } from "./attribute.ts";
export { kindOf } from "./kind.ts";
export { ownVoice } from "./own-voice.ts";
