/** Makes the demo look as after some weeks: what nobody has answered yet, drills, and pages that were refused. */

const DRILLS = 16;

const REFUSED = [
  ["https://harbour-widgets.example", 41, ["198.51.100.23", "198.51.100.77"]],
  ["https://intranet.northlight.example", 6, ["203.0.113.10"]],
  ["http://localhost:5173", 12, ["203.0.113.41"]],
  ["https://northlight-chat.cdn-hosting.example:8443", 2, ["192.0.2.190"]],
];

const REQUESTS = [
  {
    from: "priya",
    email: "noah@tidewater.example",
    name: "Noah Fischer",
    channel: "harbour-line",
    reason: "He tests the ticket at the counters of pier B.",
    accessHours: 24 * 30,
  },
  {
    from: "luca",
    email: "theodora.papadopoulou-lindqvist@signpainters.example",
    name: "Theodora Papadopoulou-Lindqvist",
    channel: "type-and-colour",
    reason: "She paints the plates and wants to see the letters before she orders the brass.",
    accessHours: 24 * 90,
  },
];

/** @param owner a page of the owner */
export async function rehearse(stage, owner) {
  const { channels } = await stage.ask(owner, "GET", "/api/workspaces/northlight/channels");
  const idOf = (name) => channels.find((channel) => channel.name === name).id;
  await sendInvitations(stage, owner, idOf);
  for (const { from, channel, ...wish } of REQUESTS) {
    const member = await stage.signIn(`${from}@northlight.example`, {});
    const request = { ...wish, channelIds: [idOf(channel)] };
    await stage.ask(member, "POST", "/api/workspaces/northlight/guest-requests", request);
    await member.context().close();
  }
  for (let n = 0; n < DRILLS; n++) {
    await stage.ask(owner, "POST", "/api/admin/drill", { workspace: "northlight" });
  }
  await beRefused(stage, owner);
}

async function sendInvitations(stage, owner, idOf) {
  const invite = (wish) =>
    stage.ask(owner, "POST", "/api/admin/guest", { workspace: "northlight", ...wish });
  await invite({
    channelIds: [idOf("type-and-colour")],
    email: "elif@printworks.example",
    accessHours: 24 * 14,
  });
  await invite({
    channels: [{ id: idOf("harbour-line"), history: "joining" }],
    domains: ["harbourline.example"],
    maxUses: 10,
    accessHours: 24 * 90,
  });
}

async function beRefused(stage, owner) {
  for (const [origin, times, addresses] of REFUSED) {
    for (let n = 0; n < times; n++) {
      const headers = { origin, "x-forwarded-for": addresses[n % addresses.length] };
      await owner.request.post(`${stage.url}/api/workspaces/northlight/read`, { headers });
    }
  }
}
