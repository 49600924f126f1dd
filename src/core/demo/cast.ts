import type { MemberRole } from "@/lib/api-types";

/** Who and what the demo workspace is made of. */

export const PASSWORD = "gatehouse demo";
export const WORKSPACE = { name: "Northlight Studio", slug: "northlight" };

interface DemoPerson {
  name: string;
  email: string;
  role: MemberRole;
}

const person = (name: string, role: MemberRole = "member"): DemoPerson => ({
  name,
  email: `${name.split(" ")[0]?.toLowerCase()}@northlight.example`,
  role,
});

export const PEOPLE: [DemoPerson, ...DemoPerson[]] = [
  person("Ines Moreau", "owner"),
  person("Tomas Lindqvist", "admin"),
  person("Priya Raman"),
  person("Jonas Weber"),
  person("Amara Okafor"),
  person("Hana Kobayashi"),
  person("Luca Bianchi"),
  person("Sofie Jensen"),
  person("Mateo Alvarez"),
  person("Nora Haddad"),
];

export interface DemoGuest {
  name: string;
  email: string;
  sponsor: string;
  channels: string[];
  /** Of access left. */
  hours: number;
}

export const GUESTS: DemoGuest[] = [
  {
    name: "Dana Whitfield",
    email: "dana@harbourline.example",
    sponsor: "Ines Moreau",
    channels: ["harbour-line"],
    hours: 24 * 21,
  },
  {
    name: "Marek Nowak",
    email: "marek@typefoundry.example",
    sponsor: "Tomas Lindqvist",
    channels: ["harbour-line", "type-and-colour"],
    hours: 6,
  },
];

/** Lines are `First name: words`, with `> ` before a reply to the last line that was not one. */
export interface DemoChannel {
  name: string;
  topic: string;
  visibility: "public" | "private";
  lines: string[];
}

export const CHANNELS: DemoChannel[] = [
  {
    name: "general",
    topic: "For everyone in the studio",
    visibility: "public",
    lines: [
      "Ines: Good morning all. The Harbour Line review moved to Thursday at 10.",
      "Amara: Thursday works. I will have the motion tests ready by then.",
      "Jonas: Same here, prototype is on the staging box since last night.",
      "> Priya: Looks great on my phone. The drawer feels right now.",
      "Tomas: Reminder that Marek's access ends tonight. Ask me if he should stay longer.",
      "Hana: The new chairs have arrived. They are in the hall, still in their boxes.",
      "> Luca: I will bring a screwdriver after lunch.",
      "Nora: Who is on support this week?",
      "> Mateo: Me until Wednesday, then Sofie.",
      "Sofie: Coffee machine is descaled. You are welcome.",
    ],
  },
  {
    name: "harbour-line",
    topic: "Brand and app for Harbour Line, with the client",
    visibility: "private",
    lines: [
      "Ines: Welcome Dana and Marek. Everything about the ferry app lives in this channel.",
      "Dana: Thank you. Our team looked at round two and we are very happy with the direction.",
      "Priya: That is lovely to hear. Which of the two timetables do you prefer?",
      "> Dana: The second one. Skippers read it from two metres away, the big numerals help.",
      "Marek: I can draw tabular numerals for the display cut, if that is useful.",
      "> Priya: Very useful. The columns jump a little at the moment.",
      "Jonas: Prototype with the second timetable: https://staging.northlight.example/harbour",
      "Dana: On it. I will show it to the crew at the morning briefing.",
      "Amara: I slowed the pier animation down to 180 ms, it was nervous before.",
      "Marek: First numerals are in the shared folder. Feedback welcome, they are rough.",
      "> Hana: The seven is beautiful.",
      "Dana: The crew asks whether the night theme could be a little warmer.",
      "> Amara: It can. I will try paper instead of steel.",
    ],
  },
  {
    name: "type-and-colour",
    topic: "Letters, palettes, contrast",
    visibility: "public",
    lines: [
      "Hana: New palette for the winter issue. Paper, ink, one teal and nothing else.",
      "Luca: The teal passes 4.5 to 1 on paper, I measured it.",
      "> Hana: And in dark?",
      "> Luca: 7.1 to 1. We have room.",
      "Marek: If you want the display cut a little tighter, say so now, before I space it.",
      "Sofie: Please a touch tighter, yes.",
      "Nora: Found a 1962 ferry timetable in the archive. The numerals are wonderful.",
    ],
  },
  {
    name: "builds",
    topic: "What went out and how it went",
    visibility: "public",
    lines: [
      "Jonas: `harbour 0.9.2` is on staging. Changes: second timetable, slower pier, fewer fonts.",
      "Mateo: First paint went from 1.9 s to 1.1 s on the old test phone.",
      "> Jonas: That was the fonts.",
      "Nora: Two crash reports from 0.9.1, both from the same tablet. Looking.",
      "> Nora: Fixed, it was the clock of the tablet: three days ahead.",
      "Mateo: Rolled out to ten crews. Quiet so far.",
    ],
  },
  {
    name: "leads",
    topic: "Money, people, plans",
    visibility: "private",
    lines: [
      "Ines: Invoice two for Harbour Line is paid.",
      "Tomas: Good. Then Marek's second week is covered.",
      "Ines: Let us talk about spring on Friday, before the review notes get cold.",
    ],
  },
];
