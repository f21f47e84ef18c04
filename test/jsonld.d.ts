/** The part of the library that the tests use; it comes without types. */
declare module "jsonld" {
  interface Options {
    readonly documentLoader: (url: string) => Promise<never>;
    /** Whether a term that the context does not know is an error. */
    readonly safe: boolean;
  }
  const jsonld: {
    flatten(document: unknown, context: undefined, options: Options): Promise<unknown>;
    toRDF(document: unknown, options: Options): Promise<unknown>;
  };
  export default jsonld;
}
