import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    setupFiles: ["test/fast-check.ts"],
    testTimeout: "ONRECORD_RUNS" in process.env ? 120_000 : 30_000,
    // Several start servers of their own.
    hookTimeout: 60_000,
    // As many as the cores of the machine that CI has; by itself it leaves one to others.
    maxWorkers: 2,
  },
});
