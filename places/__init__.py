"""The 78 units of Quảng Trị: which one does a person mean by what they typed or pinned?"""
