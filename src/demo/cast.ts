import type { MemberRole } from "@/lib/api-types";
import type { ChannelScript } from "./script";
import { builds } from "./scripts/builds";
import { general } from "./scripts/general";
import { harbourLine } from "./scripts/harbour-line";
import { leads } from "./scripts/leads";
import { typeAndColour } from "./scripts/type-and-colour";

/** The members, guests and channels of the demo workspace. */

export const PASSWORD = "gatehouse demo";
export const WORKSPACE = { name: "Northlight Studio", slug: "northlight" };
/** Where they are. */
export const ZONE = "Europe/Copenhagen";

/** How many working days ago the members joined. */
export const MEMBERS_SINCE_DAYS = 30;
/** At which hour of their day somebody was cut off. */
export const CUT_AT_HOUR = 17;

interface DemoMember {
  name: string;
  email: string;
  role: MemberRole;
}

const member = (name: string, role: MemberRole = "member"): DemoMember => ({
  name,
  email: `${firstName(name).toLowerCase()}@northlight.example`,
  role,
});

export const MEMBERS: [DemoMember, ...DemoMember[]] = [
  member("Ines Moreau", "owner"),
  member("Tomas Lindqvist", "admin"),
  member("Priya Raman"),
  member("Jonas Weber"),
  member("Amara Okafor"),
  member("Hana Kobayashi"),
  member("Luca Bianchi"),
  member("Sofie Jensen"),
  member("Mateo Alvarez"),
  member("Nora Haddad"),
];

export interface DemoGuest {
  name: string;
  email: string;
  /** The first name of the member who invited them. */
  sponsor: string;
  channels: string[];
  /** How many working days ago they joined. Those who write joined before their first line. */
  sinceDays: number;
  /** How many hours of access are left; null for no end. */
  hours: number | null;
  cut?: { by: string; daysAgo: number; reason: string };
}

/** The first two have something to say; the start prints how to sign in as them. */
export const GUESTS: [DemoGuest, DemoGuest, ...DemoGuest[]] = [
  {
    name: "Dana Whitfield",
    email: "dana@harbourline.example",
    sponsor: "Ines",
    channels: ["harbour-line"],
    sinceDays: 6,
    hours: 24 * 21,
  },
  {
    name: "Marek Nowak",
    email: "marek@typefoundry.example",
    sponsor: "Tomas",
    channels: ["harbour-line", "type-and-colour"],
    sinceDays: 6,
    hours: 6,
  },
  {
    name: "Oluwaseun Adeyemi-Bartholomew",
    email: "oluwaseun.adeyemi-bartholomew@harbourline.example",
    sponsor: "Ines",
    channels: ["harbour-line"],
    sinceDays: 4,
    hours: 24 * 90,
  },
  {
    name: "Bo Li",
    email: "bo@harbourline.example",
    sponsor: "Hana",
    channels: ["harbour-line", "type-and-colour", "builds"],
    sinceDays: 3,
    hours: null,
  },
  {
    name: "Camille Roux",
    email: "camille@atelier-roux.example",
    sponsor: "Sofie",
    channels: ["type-and-colour"],
    sinceDays: 9,
    hours: 24 * 5,
  },
  {
    name: "Yuki Tanaka",
    email: "yuki@printworks.example",
    sponsor: "Tomas",
    channels: ["type-and-colour"],
    sinceDays: 14,
    hours: 24 * 30,
    cut: { by: "Tomas", daysAgo: 2, reason: "The print run is delivered. Thank you, Yuki." },
  },
];

/** `general` comes first: setting the workspace up has made it already. */
export const CHANNELS: ChannelScript[] = [general, harbourLine, typeAndColour, builds, leads];

export function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}
