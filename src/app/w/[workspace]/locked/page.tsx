import type { Metadata } from "next";
import { readLockedScreen } from "@/app/visitor";
import { LockedScreen } from "@/ui/gate/locked-screen";

export const metadata: Metadata = { title: "Access ended" };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function LockedPage({ params }: Props) {
  return <LockedScreen lock={await readLockedScreen((await params).workspace)} />;
}
