import { words, WRAPPERS } from './role-names.ts';

/** What a column may mean besides who, what and when. */
export type Meaning =
  | 'channel'
  | 'campaign'
  | 'amount'
  | 'unitPrice'
  | 'quantity'
  | 'spend'
  | 'score'
  | 'comment'
  | 'order'
  | 'lifecycle'
  | 'instance'
  | 'session'
  | 'other person';

/** Names in English, German, Chinese, Spanish and French, as words in lower case; 10 = says it outright. */
const NAMES: Record<Meaning, Record<number, string>> = {
  channel: {
    10: `channel|marketing channel|sales channel|channel name|channel grouping|default channel group|distribution channel|contact channel|
      kanal|vertriebskanal|marketingkanal|kontaktkanal|渠道|渠道名称|营销渠道|来源渠道|canal|canal de venta|canal de vente|canal de ventas`,
    8: `medium|utm medium|mkt medium|traffic source medium|collected traffic source manual medium|媒介|medio|touchpoint channel`,
    6: `source|utm source|mkt source|traffic source|lead source|original source|referrer type|来源|流量来源|quelle|herkunft|fuente|origen|source de trafic|provenance`,
  },
  campaign: {
    10: `campaign|campaign name|utm campaign|mkt campaign|ad campaign|kampagne|kampagnenname|广告系列|活动名称|campaña|campagne|campaign id`,
    5: `ad group|adgroup|ad set|placement|anzeigengruppe|广告组`,
  },
  amount: {
    10: `amount|revenue|total|total amount|order total|order value|total price|grand total|turnover|sales|transaction amount|purchase amount|
      invoice amount|amount paid|net amount|gross amount|betrag|umsatz|gesamtbetrag|summe|rechnungsbetrag|bestellwert|warenwert|金额|总金额|订单金额|
      支付金额|交易金额|收入|销售额|importe|monto|ingresos|importe total|montant|montant total|chiffre d affaires|recette|revenu`,
    7: `value|price|subtotal|sum|paid|payment|fee|cost of order|premium|preis|wert|gesamtpreis|价格|总价|precio|valor|total pagado|prix|valeur|spent|income|deal amount`,
  },
  unitPrice: {
    10: `unit price|price per unit|item price|lineitem price|einzelpreis|stückpreis|单价|precio unitario|prix unitaire`,
    6: `price|preis|价格|precio|prix`,
  },
  quantity: {
    10: `quantity|qty|number of items|item count|items|units|pieces|lineitem quantity|menge|anzahl|stückzahl|数量|件数|cantidad|unidades|quantité|nombre`,
  },
  spend: {
    10: `spend|cost|costs|ad spend|ad cost|media cost|amount spent|advertising cost|kosten|werbekosten|ausgaben|mediakosten|花费|消耗|费用|成本|广告费|
      coste|costo|gasto|inversión|coût|dépense|dépenses|budget spent`,
    6: `budget|investment|amount`,
  },
  score: {
    10: `nps|nps score|net promoter score|csat|csat score|ces|ces score|satisfaction|satisfaction score|rating|score|survey score|stars|
      weiterempfehlung|zufriedenheit|bewertung|note|sterne|评分|满意度|得分|打分|推荐度|puntuación|calificación|satisfacción|valoración|évaluation|notation`,
  },
  comment: {
    10: `comment|comments|feedback|verbatim|free text|freetext|open text|remark|remarks|review|review text|answer text|message text|reason text|notes|
      kommentar|kommentare|anmerkung|anmerkungen|bemerkung|freitext|rückmeldung|评论|评价|意见|备注|反馈|留言|comentario|comentarios|observaciones|opinión|
      commentaire|commentaires|remarque|avis`,
    6: `text|message|note|answer|response|nachricht|antwort|内容|respuesta|mensaje|réponse`,
  },
  order: {
    10: `order|order id|orderid|order no|order nr|order number|invoice|invoice id|invoice no|invoiceno|invoice nr|invoice number|transaction id|
      transactionid|transaction no|transaction number|receipt|receipt id|receipt no|receipt number|basket id|bill id|bill no|purchase id|booking id|
      bestellnummer|bestell nr|bestellung|auftragsnummer|auftrag|rechnungsnummer|rechnung|rechnungs nr|belegnummer|bon|bonnummer|订单号|订单编号|订单id|发票号|
      交易号|流水号|número de pedido|pedido|factura|número de factura|id pedido|numéro de commande|commande|facture|numéro de facture|id commande`,
  },
  lifecycle: {
    10: `lifecycle|lifecycle transition|transition|registration type|event lifecycle|lifecycle state|activity status|phase|status`,
  },
  instance: {
    10: `concept instance|activity instance|activity instance id|instance|instance id|event instance|task instance id`,
  },
  session: {
    10: `session|session id|sessionid|visit id|idvisit|ga session id|domain sessionid|sitzung|sitzungs id|会话|会话id|id sesión|id de session`,
  },
  'other person': {
    10: `employee|staff|agent|operator|owner|seller|vendor|merchant|supplier|assignee|reviewer|author|manager|referrer|referred by|inviter|invited by|
      sender|parent|created by|updated by|modified by|last modified by|sales rep|advisor|resource|mitarbeiter|berater|verkäufer|bearbeiter|员工|客服|
      销售|empleado|vendedor|employé|vendeur|conseiller`,
  },
};

const known = Object.fromEntries(
  Object.entries(NAMES).map(([meaning, byScore]) => [
    meaning,
    new Map(
      Object.entries(byScore).flatMap(([score, names]) =>
        names.split('|').map((name) => [words(name).join(' '), Number(score)] as const),
      ),
    ),
  ]),
) as Record<Meaning, Map<string, number>>;

/** How strongly a name says a meaning: 10 = outright, less where only its last words do, 0 = not at all. */
export function nameMeans(meaning: Meaning, path: string): number {
  const parts = words(path.replace(WRAPPERS, ''));
  const exact = known[meaning].get(parts.join(' '));
  if (exact !== undefined) return exact;
  for (let from = 1; from < parts.length; from += 1) {
    const said = known[meaning].get(parts.slice(from).join(' '));
    if (said !== undefined) return Math.max(1, said - 3);
  }
  return 0;
}

/** Whether the name, without the word for an id, is that of somebody else than the person of the journey. */
export const namesOtherPerson = (name: string): boolean => {
  const parts = words(name).filter((word) => !/^(?:id|no|nr|number|code|email|name|user|by)$/.test(word));
  return parts.some((word) => known['other person'].has(word)) || nameMeans('other person', name) >= 7;
};
