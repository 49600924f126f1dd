"use client";

import { Avatar, type AvatarProps } from "@/ui/primitives/avatar";
import { pictureAddress } from "@/ui/realtime/loading/picture-address";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";

interface PersonAvatarProps extends Omit<AvatarProps, "image"> {
  /** The id of the picture of a person who was removed. */
  image?: string;
}

/** A person's avatar as the workspace knows it. It renders again only when the picture changes. */
export function PersonAvatar(props: PersonAvatarProps) {
  const { state, workspace } = useRealtime();
  const image = useObservable(state, ({ people }) => (people[props.id] ?? props).image ?? null);
  return <Avatar {...props} image={image && pictureAddress(workspace.slug, image)} />;
}
