export { type ActorMention, type Actors, type ResolvedSource, resolveActors } from "./actors.ts";
export { type ActorCode, cameoActor, codeActor, codeActorPhrase } from "./code.ts";
export { indexPlaces, type Place, type PlaceIndex, parsePlaces } from "./places.ts";
