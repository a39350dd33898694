import { words } from './role-names.ts';

/** Words of ids in the exports of others, by the kind of id they are. */
const KINDS: Record<string, string> = {
  email: `email emails mail correo courriel 邮箱 电子邮件 邮件`,
  phone: `phone telephone telefon mobile msisdn handynummer rufnummer telefonnummer teléfono telefono móvil téléphone 手机 手机号 电话 电话号码`,
  visitor: `visitor anonymous anonymousid anon device deviceid cookie cookieid distinct amplitude fullvisitorid pseudo fingerprint
    besucher besucherid gerät gerate visitante visiteur 访客 访客id 设备 设备id 设备号 匿名 domain_userid network_userid`,
  contact: `contact kontakt contacto`,
  lead: `lead interessent`,
  case: `case caseid fall fallnummer fallid vorgangsnummer caso 案例 案例id`,
  patient: `patient patientid patientin patientennummer paciente 患者 患者id 病人`,
  customer: `card kundenkarte kartennummer membership user userid customer customerid client clientid member memberid person personid subscriber shopper player guest profile
    holder uid username kunde kunden kundennummer kundennr kundenid nutzer nutzerid benutzer benutzerid mitglied mitgliedsnummer
    teilnehmer cliente usuario socio utilisateur membre abonné abonne 用户 用户id 用户编号 用户标识 客户 客户id 客户编号 客户号 会员 会员id
    会员编号 会员号 顾客 顾客id`,
};
const kindOfWord = new Map(
  Object.entries(KINDS).flatMap(([kind, list]) => list.split(/\s+/).map((word) => [word, kind] as const)),
);

/** Kinds whose ids tell one person from another wherever they stand, strongest first; others are last. */
export const KIND_ORDER = ['customer', 'person', 'patient', 'contact', 'lead', 'email', 'phone', 'visitor'];

/** Kinds that name what a person did, not the person: one person has several, and they link nobody. */
export const UNLINKED_KINDS = new Set(['case', 'id', 'deal', 'response']);

/** The kind of id that a column's name says, or null where it says none of the usual ones. */
export function kindSaid(name: string): string | null {
  const parts = words(name);
  const whole = kindOfWord.get(name.toLowerCase()) ?? (/(?:^| )e mail(?: |$)/.test(parts.join(' ')) ? 'email' : null);
  if (whole) return whole;
  const kinds = parts.map((word) => kindOfWord.get(word)).filter((kind) => kind !== undefined);
  // `user_pseudo_id` is a visitor's, `customer_email` an address: the customer's own number stands behind every other kind
  return kinds.find((kind) => kind !== 'customer') ?? kinds[0] ?? null;
}

/** The kind of an id by its column's name: a usual one, or the name's own word. */
export function idKind(name: string): string {
  const said = kindSaid(name);
  if (said) return said;
  const own = words(name).filter((word) => !/^(?:id|uuid|guid|key|no|nr|number|hash|code|\d+)$/.test(word));
  return own.length === 0 || own[0] === 'column' ? 'id' : own.join(' ');
}

/** Strongest first; what has no place of its own is last. */
export const kindRank = (kind: string): number => {
  const at = KIND_ORDER.indexOf(kind);
  return at < 0 ? KIND_ORDER.length : at;
};
