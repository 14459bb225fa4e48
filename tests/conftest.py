"""Makes `import drafts` work in every test folder."""
