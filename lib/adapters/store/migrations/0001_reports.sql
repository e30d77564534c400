CREATE TABLE "reports" (
	"hash" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"json" text NOT NULL,
	"content_hash" text NOT NULL,
	"block_number" numeric(78, 0) NOT NULL,
	"confirmed_block" numeric(78, 0) NOT NULL,
	"stored_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "reports_subject" ON "reports" USING btree ("subject","stored_at");