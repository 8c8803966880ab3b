//! Lists of numbers, one per message, in two vectors.

/// Of each message its items, in order.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Lists {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    pub fn push(&mut self, items: impl IntoIterator<Item = u32>) {
        self.items.extend(items);
        self.ends.push(self.items.len() as u32);
    }

    /// From (message, item) in the order in which they came; messages may come again.
    pub fn of_pairs(mut pairs: Vec<(u32, u32)>, messages: usize) -> Self {
        if !pairs.is_sorted_by_key(|pair| pair.0) {
            pairs.sort_by_key(|pair| pair.0);
        }
        let mut lists = Self { ends: Vec::with_capacity(messages), items: Vec::with_capacity(pairs.len()) };
        let mut pairs = pairs.into_iter().peekable();
        for message in 0..messages as u32 {
            while let Some((_, item)) = pairs.next_if(|pair| pair.0 == message) {
                lists.items.push(item);
            }
            lists.ends.push(lists.items.len() as u32);
        }
        lists
    }

    /// Nothing for messages behind the end: a column that was not read is empty.
    pub fn of(&self, message: usize) -> &[u32] {
        let Some(end) = self.ends.get(message) else { return &[] };
        let start = if message == 0 { 0 } else { self.ends[message - 1] };
        &self.items[start as usize..*end as usize]
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|message| self.of(message))
    }
}
