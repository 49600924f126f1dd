import sharp from "sharp";

/** Pictures for the demo, drawn here: three enamel plates of a sign, each in its own light. */
const PLATES = [
  { name: "pier-a-morning.png", wall: ["#e9d9bd", "#b98a5a"], plate: "#17575c", line: "#f4ead7" },
  { name: "pier-b-noon.png", wall: ["#cfe0e4", "#7fa3ad"], plate: "#8c3b2e", line: "#f7ece0" },
  { name: "pier-c-night.png", wall: ["#2b3348", "#141824"], plate: "#e0b04c", line: "#1b2233" },
];

/** Sends them to a channel, as the person of a page. */
export async function sendPlates(stage, page, channelId) {
  const fileIds = [];
  for (const plate of PLATES) {
    const address = `/api/channels/${channelId}/files?name=${plate.name}`;
    const { file } = await stage.ask(page, "POST", address, await draw(plate));
    fileIds.push(file.id);
  }
  const body = "The three plates as they hang now: in the morning, at noon, and with the lamp on.";
  await stage.ask(page, "POST", `/api/channels/${channelId}/messages`, { body, fileIds });
}

function draw({ wall: [light, dark], plate, line }) {
  const stroke = `fill="none" stroke="${line}" stroke-width="14"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900">
    <linearGradient id="wall" x2="1" y2="1"><stop stop-color="${light}"/>
      <stop offset="1" stop-color="${dark}"/></linearGradient>
    <rect width="1200" height="900" fill="url(#wall)"/>
    <rect x="312" y="192" width="600" height="560" rx="44" fill="#000" opacity=".22"/>
    <rect x="300" y="170" width="600" height="560" rx="44" fill="${plate}"/>
    <rect x="334" y="204" width="532" height="492" rx="22" ${stroke} stroke-opacity=".55"/>
    <path d="M450 620V470a150 150 0 0 1 300 0v150M400 620h400M540 620V500a60 60 0 0 1 120 0v120" ${stroke}/>
  </svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
