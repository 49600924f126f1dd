/** Loaded into a server: after SIGUSR2 every write to a database file fails, as on a full disk that copies what it overwrites. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

let failing = false;
process.on("SIGUSR2", () => {
  failing = !failing;
});
const write = fs.writeSync;
fs.writeSync = (...args) => {
  if (failing && args[0] > 2)
    throw Object.assign(new Error("ENOSPC: no space left on device"), {
      code: "ENOSPC",
      errno: -28,
    });
  return write(...args);
};
syncBuiltinESMExports();
