import { type ErrorCode, OnRecordError } from "../document/index.ts";

/**
 * What went wrong with a record, for people: an OnRecordError in place of the driver's, whose
 * `cause` it is. An error that is none of these, as it is: it is a bug.
 *
 * @param name of the record, without its password
 */
export function storeError(name: string, error: unknown): unknown {
  if (error instanceof OnRecordError || !(error instanceof Error)) return error;
  const given = (error as { code?: unknown }).code;
  const code = typeof given === "string" ? given : "";
  const [kind, says] = sqliteFault(code) ?? postgresFault(code, error.message) ?? [];
  if (kind === undefined) return error;
  return new OnRecordError(kind, `${name} ${says}`, { record: name }, { cause: error });
}

/** Whether it may go away when one waits: another process holds the record, or it is down. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof OnRecordError) || wasWaitedFor(error)) return false;
  return error.code === "locked" || error.code === "unavailable";
}

/** Whether that was waited for in vain: it is not waited for once more. */
export function wasWaitedFor(error: unknown): boolean {
  return error instanceof OnRecordError && "waited" in error.facts;
}

type Fault = readonly [kind: ErrorCode, says: string];

function sqliteFault(code: string): Fault | null {
  if (!code.startsWith("SQLITE_")) return null;
  const [, kind = ""] = /^SQLITE_([A-Z]+)/.exec(code)!;
  switch (kind) {
    case "NOTADB":
      return ["not-a-record", "is no record. Name another file with --record."];
    case "CORRUPT":
      return [
        "damaged",
        'is damaged. Keep a copy of it; "onrecord export" saves what can still be read, and a record made anew takes it in.',
      ];
    case "BUSY":
    case "LOCKED":
      return ["locked", "is in use by another process."];
    case "READONLY":
    case "PERM":
      return [
        "not-writable",
        "cannot be written. Check the permissions of the file and of its folder.",
      ];
    case "CANTOPEN":
      return ["not-readable", "cannot be opened. Check that its folder is there and yours to use."];
    case "FULL":
      return ["disk-full", FULL];
    case "IOERR":
      return ["not-writable", `cannot be read or written (${code}). Check the disk it lies on.`];
    default:
      return null;
  }
}

const FULL =
  "has no room left on its disk. What was printed is on the record, the rest is not: make room, and run the command again.";

const NO_SLOT =
  "has no connection free: others hold all that its server allows. Raise max_connections there, put pgbouncer before it, or give fewer to each process (?connections=N in the address).";

/** SQLSTATE codes, by their beginning: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const POSTGRES: readonly (readonly [code: string, ...Fault])[] = [
  ["28", "access-denied", "does not let this user in. Check the user's name and password."],
  ["3D000", "not-found", "does not exist. Make it: createdb NAME."],
  ["42501", "access-denied", "does not grant this user what is needed. Ask its owner."],
  ["25006", "not-writable", "is read-only."],
  ["53100", "disk-full", FULL],
  ["53300", "unavailable", NO_SLOT],
  ["08", "unavailable", "has lost the connection."],
  ["25P03", "unavailable", "has ended a transaction that was silent for long."],
  ["57P", "unavailable", "is shutting down or starting up."],
  ["40001", "locked", "is in use by another process."],
  ["40P01", "locked", "is in use by another process."],
  ["55P03", "locked", "is in use by another process."],
  ["ENOTFOUND", "not-found", "cannot be reached: there is no such host. Check the address."],
];

const NETWORK = new Set([
  ..."ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH EAI_AGAIN".split(" "),
  // A server's socket in the file system, where it is down.
  "ENOENT",
]);

/** What `pg` says, without any code, when a connection breaks or does not come about in time. */
const BROKEN = /^Connection terminated|not queryable|^timeout expired/;

/** What its pool says where nobody gives a connection back. */
const NONE_FREE = /^timeout exceeded when trying to connect/;

/** What `pg` says, without any code, where a server asks for a password and there is none. */
const NO_PASSWORD = /client password must be/;

function postgresFault(code: string, message: string): Fault | null {
  if (NETWORK.has(code)) return ["unavailable", `cannot be reached (${code}).`];
  if (code === "" && NONE_FREE.test(message)) {
    return ["unavailable", "did not give a connection in time: this process uses all it may hold."];
  }
  if (code === "" && BROKEN.test(message)) return ["unavailable", "has lost the connection."];
  if (code === "" && NO_PASSWORD.test(message)) {
    return ["access-denied", "asks for a password. Put it into PGPASSWORD or ~/.pgpass."];
  }
  if (!/^[0-9A-Z]{5}$|^ENOTFOUND$/.test(code)) return null;
  const [, ...fault] = POSTGRES.find(([beginning]) => code.startsWith(beginning)) ?? [];
  return fault.length === 0 ? null : (fault as unknown as Fault);
}
