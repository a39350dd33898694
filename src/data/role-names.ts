import type { Role } from './mapping.ts';

/**
 * Names that columns of each role bear in exports: of web and product analytics, shops, process mining and hospitals, in
 * English, Chinese, German, Spanish and French. A name is compared as its words in lower case, so `userId`, `user_id` and `User ID` are one.
 */
const NAMES: Record<Role, Record<number, string>> = {
  person: {
    10: `user id|userid|account holder|card holder|policy holder|buyer|buyer id|kontoinhaber|usuario|usuario id|id usuario|id de usuario|cliente|cliente id|id cliente|
      id de cliente|número de cliente|paciente|id paciente|caso|id caso|visitante|utilisateur|id utilisateur|client number|numéro client|numéro de client|
      id client|abonné|patiente|visiteur|id visiteur|mitgliedsnummer|kundin|会员号|客户号|distinct id|visitor id|customer id|customerid|person id|client id|clientid|patient id|patient|case id|caseid|
      case concept name|user pseudo id|fullvisitorid|full visitor id|member id|subject id|player id|contact id|guest id|subscriber id|
      student id|employee number|citizen id|shopper id|profile id|person|user|customer|visitor|case|kunde|kunden id|kundenid|kundennummer|kunden nr|
      kundennr|nutzer|nutzer id|nutzerid|benutzer|benutzer id|besucher|besucher id|fall|fall id|fallnummer|person id|mitglied|
      用户|用户id|用户编号|用户标识|客户|客户id|客户编号|会员|会员id|会员编号|顾客|访客|访客id|患者|患者id|案例|案例id|病人`,
    8: `card number|card no|loyalty card|loyalty card number|membership number|member number|kundenkarte|kartennummer|会员卡号|número de tarjeta|carte de fidélité|
      anonymous id|anonymousid|anon id|amplitude id|domain userid|network userid|mp distinct id|cookie id|uid|member|client|
      subject|player|contact|guest|subscriber|student|account id|case key|username|user name|user key|who|patientennummer|teilnehmer`,
    6: `device id|deviceid|account|company id|email|e mail|email address|user email|phone|msisdn|household id|trace id|entity id|设备|设备id|设备号|手机号|邮箱`,
    3: `id|uuid|guid|key|session id|sessionid|visit id|ga session id|会话|会话id|编号`,
  },
  event: {
    10: `evento|nombre del evento|tipo de evento|actividad|acción|événement|nom de l événement|type d événement|activité|aktivitätsname|event|event name|eventname|event type|eventtype|activity|activity name|event action|concept name|handling|action|action name|
      ereignis|ereignisname|ereignistyp|aktion|aktivität|aktivitaet|vorgang|tätigkeit|事件|事件名|事件名称|事件类型|活动|活动名称|行为|行为类型|动作|操作`,
    7: `task|step|verb|stage|touchpoint|interaction|what|event title|operation|milestone|behavior|behavior type|behaviour|schritt|
      kontaktpunkt|阶段|步骤|触点`,
    4: `page|page name|page path|page title|screen|screen name|screenname|url|path|message|type|state|transaction type|event label|event category|seite|页面|类型`,
    2: `name|status|title|label|名称|状态`,
  },
  time: {
    10: `fecha|hora|fecha y hora|fecha hora|marca de tiempo|momento|date et heure|horodatage|heure|date heure|date de l événement|time|timestamp|time stamp|event time|eventtime|event timestamp|event date|eventdate|event datetime|datetime|date time|
      time timestamp|occurred at|happened at|happened on|event at|ts|when|invoice date|invoicedate|start time|start timestamp|
      zeit|zeitpunkt|zeitstempel|ereigniszeit|datum|datum zeit|datum uhrzeit|时间|时间戳|事件时间|发生时间|日期|操作时间|行为时间|日期时间|client event time`,
    8: `date|created at|createdat|created|created on|creation date|original timestamp|derived tstamp|collector tstamp|order date|
      purchase date|visit date|transaction date|visit start time|start|started at|started|begin|timestamp utc|event created at|
      erstellt am|erstellt|bestelldatum|uhrzeit|rechnungsdatum|kaufdatum|antwortdatum|fecha de compra|fecha de pedido|fecha de creación|date d achat|date de commande|date de création|answered on|answered at|
      responded at|call time|call date|response date|创建时间|下单时间|访问时间`,
    5: `sent at|received at|server time|server timestamp|server received time|processed at|processed time|client upload time|
      server upload time|loaded at|inserted at|end time|complete timestamp|end|ended at|completed at|finished at|结束时间`,
    3: `updated at|updated|last seen|modified at|last modified|day|month|year|timezone offset|更新时间`,
  },
};

/** Words that say that a column is a property of a person or of a device, whatever its values look like. */
const PROPERTY_WORDS = new Set(
  `country region city state province zip postcode language locale gender sex age device browser os platform channel source medium
  campaign referrer utm category brand product plan tier currency payment price amount value revenue quantity description comment
  score rating segment group variant experiment lifecycle resource version model carrier manufacturer ip address size color type
  method unit department org role employee team gewicht land stadt region kanal gerät sprache kategorie produkt marke betrag menge preis
  国家 省份 城市 地区 语言 性别 年龄 设备 浏览器 平台 渠道 来源 类别 品牌 商品 价格 金额 数量 备注`
    .trim()
    .split(/\s+/),
);
const BIRTH_WORDS = new Set([
  'birth',
  'birthday',
  'birthdate',
  'dob',
  'expires',
  'expiry',
  'expiration',
  'due',
  'geburtsdatum',
  'geburtstag',
  'born',
  'nacimiento',
  'naissance',
  'fällig',
  '生日',
  '出生日期',
]);

const scores = (Object.keys(NAMES) as Role[]).map(
  (role) =>
    [
      role,
      new Map(
        Object.entries(NAMES[role]).flatMap(([score, names]) =>
          names.split('|').map((name) => [name.trim(), Number(score)] as const),
        ),
      ),
    ] as const,
);
const scoreOf = Object.fromEntries(scores) as Record<Role, Map<string, number>>;

/** `eventName`, `Event Name`, `$event_name` and `event.name` are all `event name`. */
export function words(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Objects around the properties of an event in the JSON of vendors; what is in them says as much without them. */
export const WRAPPERS =
  /^(?:properties|event_properties|props|payload|data|attributes|params|body|_source|fields)\.(?=.)/i;

/** How strongly a name speaks for a role: 10 = says it outright, 0 = says nothing. */
export function nameSays(role: Role, path: string): number {
  const name = path.replace(WRAPPERS, '');
  const parts = words(name);
  const exact = scoreOf[role].get(parts.join(' '));
  if (exact !== undefined) return exact;
  const last = parts.at(-1) ?? '';
  if (role === 'person') {
    if (!/^(?:id|uuid|key|no|nr|number|hash|编号)$/.test(last)) return 0;
    const owner = scoreOf.person.get(parts.slice(0, -1).join(' ')) ?? scoreOf.person.get(parts.slice(-2).join(' '));
    return owner !== undefined && owner >= 6 ? 8 : 0;
  }
  if (namesOtherTime(name)) return 0;
  if (role === 'event') return (scoreOf.event.get(parts.slice(-2).join(' ')) ?? 0) >= 10 ? 6 : 0;
  if (['at', 'time', 'timestamp', 'tstamp', 'datetime', 'date', 'ts', 'zeit', 'datum', 'fecha', 'hora'].includes(last))
    return 4;
  return /(?:time|date|timestamp|datum|zeit|时间|日期)$/.test(last) ? 3 : 0;
}

/** Whether a name is that of a property: never to be taken for who or what on its contents alone. */
export const namesProperty = (name: string): boolean => words(name).some((word) => PROPERTY_WORDS.has(word));

/** Whether a name is that of a time that is no event's: a birthday, a due date. */
export const namesOtherTime = (name: string): boolean => words(name).some((word) => BIRTH_WORDS.has(word));

/** Whether a name ends like that of an id. */
export const endsLikeId = (name: string): boolean => /^(?:id|uuid|guid|key|编号)$/.test(words(name).at(-1) ?? '');
