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

/**
 * How many working days ago the members and the guests joined. The guests joined on the day before the scripts begin.
 */
export const MEMBERS_SINCE_DAYS = 30;
export const GUESTS_SINCE_DAYS = 6;

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
  /** How many hours of access are left. */
  hours: number;
}

export const GUESTS: DemoGuest[] = [
  {
    name: "Dana Whitfield",
    email: "dana@harbourline.example",
    sponsor: "Ines",
    channels: ["harbour-line"],
    hours: 24 * 21,
  },
  {
    name: "Marek Nowak",
    email: "marek@typefoundry.example",
    sponsor: "Tomas",
    channels: ["harbour-line", "type-and-colour"],
    hours: 6,
  },
];

/** `general` comes first: setting the workspace up has made it already. */
export const CHANNELS: ChannelScript[] = [general, harbourLine, typeAndColour, builds, leads];

export function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}
