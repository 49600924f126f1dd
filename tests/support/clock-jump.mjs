/** Loaded into a server: after SIGUSR2 its clock runs away, as it looks to a machine that was suspended. */
const real = Date.now;
let jumps = 0;
let jumping = false;
Date.now = () => (jumping ? real() + 60_000 * ++jumps : real());
process.on("SIGUSR2", () => {
  jumping = !jumping;
  process.stderr.write(`the clock jumps${jumping ? "" : " no more"}\n`);
});
