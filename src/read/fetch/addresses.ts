import { BlockList, isIP } from "node:net";

/** IPv4 networks that are nobody's on the open web (IANA's special-purpose registry). */
const CLOSED_4 =
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4";

/** Of IPv6 only 2000::/3 is given out, and of that these are not the open web either. */
const OPEN_6 = "2000::/3";
const CLOSED_6 = "2001::/23 2001:db8::/32 2002::/16 3fff::/20";

const closed = blockList(`${CLOSED_4} ${CLOSED_6}`);
const open6 = blockList(OPEN_6);

function blockList(networks: string): BlockList {
  const list = new BlockList();
  for (const network of networks.split(" ")) {
    const [address, bits] = network.split("/") as [string, string];
    list.addSubnet(address, Number(bits), address.includes(":") ? "ipv6" : "ipv4");
  }
  return list;
}

/**
 * Whether an address belongs to the open web: not private, loopback, link-local, multicast or
 * kept for documentation. An IPv4 address written as IPv6 (`::ffff:10.0.0.1`) is what it stands for.
 */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, "");
  if (isIP(plain) === 4) return !closed.check(plain, "ipv4");
  if (isIP(plain) !== 6) return false;
  const mapped = /^(?:0*:)*:?ffff:(.+)$/i.exec(plain)?.[1];
  if (mapped !== undefined) return isIP(mapped) === 4 && isPublicAddress(mapped);
  return open6.check(plain, "ipv6") && !closed.check(plain, "ipv6");
}
