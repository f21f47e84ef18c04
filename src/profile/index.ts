export {
  type ActorOf,
  countProfile,
  type Profile,
  type ProfileCount,
  type ProfileFilter,
  profileOf,
  type Row,
  type Source,
  type SourceRow,
} from "./profile.ts";
export { type Share, shareOf } from "./share.ts";
