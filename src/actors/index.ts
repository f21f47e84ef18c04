export { type Actors, resolveActors } from "./actors.ts";
export { indexPlaces, type Place, type PlaceIndex, parsePlaces } from "./places.ts";
