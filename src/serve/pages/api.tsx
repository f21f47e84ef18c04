import type { ComponentChild } from "preact";
import type { createApi } from "../api.ts";
import { type Assets, Layout, page } from "./layout.tsx";

type Description = ReturnType<ReturnType<typeof createApi>["describe"]>;

interface Schema {
  readonly type?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

/** Words between backticks as code, as the description has them. */
function prose(text: string | undefined): ComponentChild[] {
  return (text ?? "").split("`").map((words, i) => (i % 2 === 1 ? <code>{words}</code> : words));
}

/** The API's description, for people; every address, field and answer is taken from OpenAPI's. */
export function renderApi(description: Description, assets: Assets): string {
  const paths = Object.entries(description.paths ?? {}) as [string, Record<string, Operation>][];
  const operations = paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return page(
    <Layout title="The API" assets={assets} current="api">
      <h1>The API</h1>
      <p class="lead">
        {prose(description.info.description)} What is described here for people is described for
        programs in <a href="/openapi.json">openapi.json</a>. Errors are problem details (RFC 9457)
        that name the field they are about; lists go on with the <code>next</code> of the list
        before as <code>cursor</code>.
      </p>
      {operations.map(({ path, method, operation }) => (
        <section class="operation" key={`${method} ${path}`}>
          <h2>
            <code>
              {method.toUpperCase()} {path}
            </code>
          </h2>
          <p>
            {operation.summary}. {prose(operation.description)}
          </p>
          <Parameters of={operation.parameters ?? []} />
          <ul class="answers">
            {Object.entries(operation.responses).map(([status, { description: said }]) => (
              <li key={status}>
                <code>{status}</code> {prose(said)}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Layout>,
  );
}

function Parameters({ of: parameters }: { of: readonly Parameter[] }) {
  if (parameters.length === 0) return null;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Holds</th>
          <th scope="col">Means</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, in: where, description, schema }) => (
          <tr key={name}>
            <th scope="row">
              <code>{where === "path" ? `{${name}}` : name}</code>
            </th>
            <td>{schema === undefined ? null : valuesOf(schema)}</td>
            <td>{prose(description)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function valuesOf({ type, enum: values, default: given, minimum, maximum }: Schema): string {
  const range = minimum === undefined || maximum === undefined ? "" : `, ${minimum} to ${maximum}`;
  const kind = values === undefined ? `${String(type)}${range}` : values.join(" or ");
  return given === undefined ? kind : `${kind}; ${String(given)} unless given`;
}
