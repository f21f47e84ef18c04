export { hasNats, type NatsServers, startNats } from "../src/bench/nats-servers.ts";
