import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    setupFiles: ["test/fast-check.ts"],
    testTimeout: "ONRECORD_RUNS" in process.env ? 120_000 : 30_000,
  },
});
