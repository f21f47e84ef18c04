import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { OnRecordError } from "../document/index.ts";

/**
 * What the environment says of a setting: the variable of that name, else what stands in the file
 * that `NAME_FILE` names, as services are handed their secrets. `null` where it says nothing.
 *
 * @throws OnRecordError `bad-option` where that file has nothing to say
 */
export function setting(name: string): string | null {
  const said = process.env[name];
  if (said) return said;
  const file = process.env[`${name}_FILE`];
  return file ? secretIn(file, `${name}_FILE`) : null;
}

/**
 * The secret in a file, without the line end after it.
 *
 * @param asked the option or variable that names the file
 * @throws OnRecordError `bad-option`
 */
export function secretIn(file: string, asked: string): string {
  const secret = readSecret(file, asked).trim();
  if (secret !== "") return secret;
  throw new OnRecordError(
    "bad-option",
    `${file}: is empty, and ${asked} names it. Write the secret into it.`,
    { file },
  );
}

function readSecret(file: string, asked: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new OnRecordError(
      "bad-option",
      `${file}: cannot be read (${code}). Give ${asked} a file that is there and yours to read.`,
      { file },
      { cause },
    );
  }
}

/**
 * Takes an address from the environment where no option gives it. When the command runs and not
 * before: as the option's default it would be shown by `--help`, password and all.
 */
export function fromEnvironment(command: Command, option: "record" | "queue"): void {
  if (command.getOptionValueSource(option) !== "default") return;
  const address = setting(variable(option));
  if (address !== null) command.setOptionValueWithSource(option, address, "env");
}

function variable(option: string): string {
  return `ONRECORD_${option.toUpperCase()}`;
}

/**
 * An address as an option gives it. With a password in it, it would stand in the machine's list of
 * processes, for all its users to read.
 *
 * @throws OnRecordError `bad-option`, which says nothing of the address. Not InvalidArgumentError,
 * of whose message the argument is a part.
 */
export function openAddress(option: "record" | "queue"): (address: string) => string {
  return (address) => {
    if (!hasPassword(address)) return address;
    const name = variable(option);
    const alone = option === "record" ? ", or the password alone into PGPASSWORD" : "";
    throw new OnRecordError(
      "bad-option",
      `--${option} has a password in it, and other users of the machine see the options of a program. Put the address into ${name} or into a file that ${name}_FILE names${alone}.`,
    );
  };
}

/** A user with a password, or with a token in its place, in front of the host of a server. */
function hasPassword(addresses: string): boolean {
  if (/[?&]password=/i.test(addresses)) return true;
  return addresses.split(",").some((address) => {
    const user = /^\s*([a-z]+):\/\/(.*)@/is.exec(address);
    return user !== null && (user[2]!.includes(":") || !/^postgres/i.test(user[1]!));
  });
}
