// The package ships its schemas without types; schema-check.ts says what it needs of them.
declare module 'discord-api-spec/zod';
