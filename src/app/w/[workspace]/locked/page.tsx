import type { Metadata } from "next";
import { readLockedScreen } from "@/app/visitor";
import { LockedScreen } from "@/ui/gate/locked-screen";
import { OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function LockedPage({ params }: Props) {
  return <LockedScreen lock={await readLockedScreen((await params).workspace)} />;
}
