export {
  type PostgresServer,
  postgresPrograms,
  startPostgres,
} from "../src/bench/postgres-server.ts";
