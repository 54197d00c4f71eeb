interface Named {
  name: string;
  name_localizations?: object | null | undefined;
}

interface Described {
  description: string;
  description_localizations?: object | null | undefined;
}

const inLocale = (texts: object | null | undefined, locale: string): string | undefined =>
  (texts as Readonly<Record<string, string>> | null | undefined)?.[locale];

/** The name of a command, an option or a choice as a client in this locale shows it. */
export const labelOf = ({ name, name_localizations: names }: Named, locale: string): string =>
  inLocale(names, locale) ?? name;

export const descriptionOf = ({ description, description_localizations: all }: Described, locale: string): string =>
  inLocale(all, locale) ?? description;
