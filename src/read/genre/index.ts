export { findGenre, GENRES, type Genre } from "./genre.ts";
export { operativeWords } from "./operative.ts";
export { findSpeaker } from "./speaker.ts";
