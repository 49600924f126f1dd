import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The files that take longest. Those that are not known are begun by their size, and the longest of all, which is
 * short, would come near the end: then it runs alone, and half of the machine is idle.
 */
const LONGEST = [
  "cluster/model",
  "e2e/admin",
  "e2e/doors",
  "e2e/direct",
  "e2e/axe",
  "ops/admin",
  "ops/folder",
  "http/flood",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.includes(`/tests/${name}.`));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  test: {
    environment: "node",
    include: ["tests/{unit,core,http,socket,cluster,ops,e2e}/**/*.test.{ts,tsx}"],
    globalSetup: ["tests/support/global-setup.ts"],
    pool: "forks",
    // Tests spend much of their time waiting, so two workers would leave two cores partly idle.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    retry: 0,
    testTimeout: 30_000,
    // On a busy machine a page takes longer to become interactive than the default of one second.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    passWithNoTests: false,
    reporters: ["default", ["json", { outputFile: ".cache/test-results.json" }]],
  },
});
