"use client";

import { Avatar, type AvatarProps } from "@/ui/primitives/avatar";
import { hueOf } from "./avatar-hues";
import { pictureAddress } from "@/ui/realtime/loading/picture-address";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";

interface PersonAvatarProps extends Omit<AvatarProps, "image" | "hue"> {
  /** The id of the picture of a person who was removed. */
  image?: string;
}

/** A person's avatar as the workspace knows it. It renders again only when the picture or the colour changes. */
export function PersonAvatar(props: PersonAvatarProps) {
  const { state, workspace } = useRealtime();
  const image = useObservable(state, ({ people }) => (people[props.id] ?? props).image ?? null);
  const hue = useObservable(state, ({ people }) => hueOf(people, props));
  return <Avatar {...props} hue={hue} image={image && pictureAddress(workspace.slug, image)} />;
}
