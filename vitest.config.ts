import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  test: {
    environment: "node",
    include: ["tests/{unit,core,http,socket,cluster,ops,e2e}/**/*.test.{ts,tsx}"],
    globalSetup: ["tests/support/global-setup.ts"],
    pool: "forks",
    // Of two cores, tests that wait leave some idle with two.
    maxWorkers: 3,
    retry: 0,
    testTimeout: 30_000,
    // The default of a second is shorter than a page takes to come alive on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    passWithNoTests: false,
    reporters: ["default", ["json", { outputFile: ".cache/test-results.json" }]],
  },
});
