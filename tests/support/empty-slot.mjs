/** Loaded into a server: SIGUSR2 takes the Socket.IO server out of its slot, and puts it back the next time. */
let taken;
process.on("SIGUSR2", () => {
  const slot = globalThis[Symbol.for("gatehouse")];
  [slot.io, taken] = [taken, slot.io];
});
