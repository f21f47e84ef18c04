export {
  type Profile,
  type ProfileFilter,
  profileOf,
  type Row,
  type SourceRow,
} from "./profile.ts";
export { type Share, shareOf } from "./share.ts";
