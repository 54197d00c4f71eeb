import type { APIUser } from 'discord-api-types/v10';
import { html } from 'lit';
import { icons } from './icons.ts';
import { state } from './state.ts';

const colours = 7;

/** A person as a coloured initial. A person always has the same colour. */
export function personAvatar(id: string, name: string, size: 'large' | 'small' = 'large') {
  const place = state.hello?.people.findIndex((person) => person.id === id) ?? -1;
  const colour = (place >= 0 ? place : Number(BigInt(id) % 97n)) % colours;
  return html`<span class="avatar ${size} colour-${colour}" aria-hidden="true">${[...name][0]?.toUpperCase() ?? '?'}</span>`;
}

export const botAvatar = (size: 'large' | 'small' = 'large') =>
  html`<span class="avatar ${size} bot" aria-hidden="true">${icons.scales}</span>`;

export const avatarOf = (user: APIUser, size: 'large' | 'small' = 'large') =>
  user.bot ? botAvatar(size) : personAvatar(user.id, nameOf(user), size);

export const nameOf = (user: APIUser): string => user.global_name ?? user.username;
