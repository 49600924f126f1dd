ALTER TABLE "kept_name" ADD COLUMN "contact_id" text;--> statement-breakpoint
ALTER TABLE "kept_name" ADD COLUMN "contact_as" text DEFAULT 'sponsor' NOT NULL;