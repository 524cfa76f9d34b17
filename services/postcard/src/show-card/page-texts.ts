/** What the host page says itself, in the language of the card. */
export const pageTexts = {
  zh: {
    from: (sender: string | null, recipient: string | null) =>
      sender
        ? `${sender}寄${recipient ? `给${recipient}` : '来'}的明信片`
        : recipient
          ? `寄给${recipient}的明信片`
          : '一张明信片',
    opening: '正在拆信',
    read: '读信',
    reply: '回一张',
    keep: '留存',
    report: '举报',
    close: '合上',
    savePoster: '保存图片',
    saveCapsule: '存成一个文件',
    capsuleHint: '没有网络也能打开，会动的那一张',
    reasons: { unsafe: '内容让人不安', private: '泄露了隐私', broken: '显示不正常', other: '别的原因' },
    note: '可以再说明一句（不必填）',
    send: '提交',
    frame: '会动的卡片，也可以点“读信”看文字',
    home: '去写一张',
  },
  en: {
    from: (sender: string | null, recipient: string | null) =>
      sender
        ? `A postcard from ${sender}${recipient ? ` to ${recipient}` : ''}`
        : recipient
          ? `A postcard for ${recipient}`
          : 'A postcard',
    opening: 'Opening',
    read: 'Read',
    reply: 'Reply',
    keep: 'Keep',
    report: 'Report',
    close: 'Close',
    savePoster: 'Save the picture',
    saveCapsule: 'Save as one file',
    capsuleHint: 'Opens without a network, and still moves',
    reasons: {
      unsafe: 'It is disturbing',
      private: 'It reveals private things',
      broken: 'It does not work',
      other: 'Something else',
    },
    note: 'Say more, if you like',
    send: 'Send',
    frame: 'The living card; “Read” shows its words as text',
    home: 'Write one',
  },
} as const;

export type PageTexts = (typeof pageTexts)['zh' | 'en'];
