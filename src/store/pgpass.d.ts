declare module "pgpass" {
  import type { ClientConfig } from "pg";

  /** Finds the password for a server in ~/.pgpass or the file that PGPASSFILE names. */
  function pgpass(server: ClientConfig, found: (password: string | undefined) => void): void;
  export = pgpass;
}
