import type { ConnectionOptions } from "@nats-io/transport-node";
import { OnRecordError } from "../document/index.ts";

/** Servers of one cluster, and who one is to them. */
export interface QueueAddress {
  /** To connect with. It holds secrets, and is not for showing. */
  readonly connection: Pick<ConnectionOptions, "servers" | "user" | "pass" | "token" | "tls">;
  /** What messages call it: schemes, hosts and ports. */
  readonly name: string;
}

/**
 * Takes an address apart, which the client library does not: it passes over the user, and takes
 * the digits of a password for the port.
 *
 * @param address `nats://HOST:PORT`, or `tls://…` where nothing may go unencrypted; `USER:PASSWORD@`
 * or `TOKEN@` before the host; several with commas between. The first that says so says who one is.
 * @throws OnRecordError `bad-option`, which says nothing of the address
 */
export function parseQueueAddress(address: string): QueueAddress {
  const servers = address.split(",").map((server) => parseServer(server.trim()));
  const { user = "", password = "" } = servers.find(({ user }) => user !== "") ?? {};
  return {
    connection: {
      servers: servers.map(({ host }) => host),
      ...(user !== "" && (password === "" ? { token: user } : { user, pass: password })),
      ...(servers.some(({ scheme }) => scheme === "tls:") && { tls: {} }),
    },
    name: servers.map(({ scheme, host }) => `${scheme}//${host}`).join(","),
  };
}

interface Server {
  readonly scheme: string;
  readonly host: string;
  readonly user: string;
  readonly password: string;
}

function parseServer(server: string): Server {
  const address = server.includes("://") ? server : `nats://${server}`;
  if (!URL.canParse(address)) throw badAddress();
  const { protocol, host, username, password, pathname, search, hash } = new URL(address);
  const isServer = /^(nats|tls):$/.test(protocol) && host !== "";
  // What follows the host is the rest of a password that was torn apart by a mark in it.
  if (!isServer || pathname.length > 1 || search !== "" || hash !== "") throw badAddress();
  try {
    const [user, secret] = [username, password].map(decodeURIComponent);
    return { scheme: protocol, host, user: user!, password: secret! };
  } catch {
    throw badAddress();
  }
}

function badAddress(): OnRecordError {
  return new OnRecordError(
    "bad-option",
    "the address of the queue cannot be read. Write it as nats://USER:PASSWORD@HOST:PORT, several with commas between, with %23 for #, %2C for a comma, %2F for / and %3F for ? in a password.",
  );
}
