import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  test: {
    environment: "node",
    include: ["tests/{unit,core,http,socket,cluster,ops,e2e}/**/*.test.{ts,tsx}"],
    globalSetup: ["tests/support/global-setup.ts"],
    pool: "forks",
    // Tests spend much of their time waiting, so two workers would leave two cores partly idle.
    maxWorkers: 3,
    retry: 0,
    testTimeout: 60_000,
    // On a busy machine a page takes longer to become interactive than the default of one second.
    expect: { poll: { timeout: 40_000 } },
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    passWithNoTests: false,
    reporters: ["default", ["json", { outputFile: ".cache/test-results.json" }]],
  },
});
