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
CREATE TABLE "source_bundles" (
	"hash" text PRIMARY KEY NOT NULL,
	"json" text NOT NULL,
	"size" integer NOT NULL,
	"stored_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_claims" (
	"chain_id" bigint NOT NULL,
	"code_hash" text NOT NULL,
	"origin" text NOT NULL,
	"bundle" text NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "source_claims_code_hash_chain_id_origin_bundle_pk" PRIMARY KEY("code_hash","chain_id","origin","bundle")
);
--> statement-breakpoint
ALTER TABLE "source_claims" ADD CONSTRAINT "source_claims_bundle_source_bundles_hash_fk" FOREIGN KEY ("bundle") REFERENCES "public"."source_bundles"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reports_subject" ON "reports" USING btree ("subject","stored_at");