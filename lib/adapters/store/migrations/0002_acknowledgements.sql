CREATE TABLE "acknowledgements" (
	"chain_id" bigint NOT NULL,
	"safe" text NOT NULL,
	"patch" text NOT NULL,
	"check" text NOT NULL,
	"subject" text NOT NULL,
	"finding" text NOT NULL,
	"reason" text NOT NULL,
	"signer" text NOT NULL,
	"signature" text NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "acknowledgements_patch_chain_id_safe_finding_signer_pk" PRIMARY KEY("patch","chain_id","safe","finding","signer")
);
